package dev.belfry.statuspage;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages for whoever shows them to outsiders, of whom nobody asks who they are. */
@ApplicationScoped
public class PublicPages {
  /** Across accounts, since a slug says nothing of one; a page of a suspended account is away. */
  private static final String FIND =
      """
      select p.account_id, p.id, p.version, p.slug, d.name, p.name, p.access, p.password_hash, p.networks, p.language,
        p.noindex, p.allow_email_subscribers, p.allow_webhook_subscribers
      from statuspage_address a
      join statuspage p on p.account_id = a.account_id and p.id = a.page_id
      join access_account c on c.id = a.account_id and c.status = 'active'
      left join statuspage_address d on d.account_id = p.account_id and d.page_id = p.id and d.kind = 'domain'
      where a.kind = 'slug' and a.name = ?""";

  private static final String DOMAINS =
      """
      select a.name, p.slug from statuspage_address a
      join statuspage p on p.account_id = a.account_id and p.id = a.page_id where a.kind = 'domain'""";

  private final AgroalDataSource system;
  private final PageReach reach;
  private final PageAddresses addresses;

  PublicPages(
      @DataSource("system") AgroalDataSource system, PageReach reach, PageAddresses addresses) {
    this.system = system;
    this.reach = reach;
    this.addresses = addresses;
  }

  /**
   * A page, as far as who may see it is concerned.
   *
   * @param version rises with each change of the page
   * @param domain where it is served too, proven; else null
   * @param passwordHash as Argon2id made it; null where it has none
   */
  public record Door(
      AccountId account,
      StatusPageId id,
      long version,
      String slug,
      @Nullable String domain,
      String name,
      AccessMode access,
      @Nullable String passwordHash,
      List<String> networks,
      PageLanguage language,
      boolean noindex,
      boolean allowsEmail,
      boolean allowsWebhooks) {
    /** Without the hash. */
    @Override
    public String toString() {
      return "Door[" + slug + "]";
    }
  }

  /** A page with what it shows. */
  public record Content(
      String name,
      @Nullable String description,
      @Nullable String logoUrl,
      PageTheme theme,
      boolean showLatency,
      List<Part> parts) {}

  /**
   * A component.
   *
   * @param monitor what says how it stands, if it may be shown
   * @param internal what the monitor is called and looks at: to be kept from outsiders
   * @param status null where nothing is known
   */
  public record Part(
      ComponentId id,
      String name,
      @Nullable String description,
      @Nullable String group,
      @Nullable MonitorId monitor,
      @Nullable Internal internal,
      @Nullable ComponentStatus status) {}

  /** What an outsider must not read. */
  public record Internal(String name, String url) {}

  /** The page of this slug. */
  public Optional<Door> find(String slug) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, slug);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(door(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a status page could not be looked for", e);
    }
  }

  /** The page of this id, in a transaction bound to its account. */
  public Optional<Door> find(AccountId account, StatusPageId id) {
    return StatusPage.named(account, id.uuid()).map(page -> door(account, page));
  }

  private static Door door(AccountId account, StatusPage page) {
    return new Door(
        account,
        new StatusPageId(page.id),
        page.version,
        page.slug,
        PageDomain.of(account, page.id)
            .filter(claim -> claim.provenAt != null)
            .map(claim -> claim.name)
            .orElse(null),
        page.name,
        page.access,
        page.passwordHash,
        page.networks,
        page.language,
        page.noindex,
        page.allowEmailSubscribers,
        page.allowWebhookSubscribers);
  }

  /** Which host names lead to which slugs; never one of Belfry's, which would be lost to it. */
  public Map<String, String> domains() {
    Map<String, String> found = new HashMap<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(DOMAINS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (!addresses.isOurs(row.getString(1))) {
          found.put(row.getString(1), row.getString(2));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("the domains of status pages could not be read", e);
    }
  }

  private static Door door(ResultSet row) throws SQLException {
    return new Door(
        new AccountId(row.getObject(1, UUID.class)),
        new StatusPageId(row.getObject(2, UUID.class)),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        AccessMode.valueOf(row.getString(7)),
        row.getString(8),
        List.of((String[]) row.getArray(9).getArray()),
        PageLanguage.valueOf(row.getString(10)),
        row.getBoolean(11),
        row.getBoolean(12),
        row.getBoolean(13));
  }

  /** What it shows at this moment; in a transaction bound to its account. */
  @Transactional
  public Optional<Content> content(Door door) {
    return StatusPage.named(door.account(), door.id().uuid())
        .map(page -> content(door.account(), page));
  }

  private Content content(AccountId account, StatusPage page) {
    List<StatusPageComponent> components = StatusPageComponent.of(account.uuid(), page.id);
    Map<MonitorId, MonitorService.Sight> shown =
        reach.shown(account, List.of(page), components).getOrDefault(page.id, Map.of());
    return new Content(
        page.name,
        page.description,
        page.logoUrl,
        new PageTheme(page.theme, page.accent),
        page.showLatency,
        components.stream().map(component -> part(component, shown)).toList());
  }

  private static Part part(
      StatusPageComponent component, Map<MonitorId, MonitorService.Sight> shown) {
    MonitorService.Sight sight =
        component.monitorId == null ? null : shown.get(new MonitorId(component.monitorId));
    return new Part(
        new ComponentId(component.id),
        component.name,
        component.description,
        component.groupName,
        sight == null ? null : sight.brief().id(),
        sight == null ? null : new Internal(sight.brief().name(), sight.brief().url()),
        sight == null ? component.status : status(sight.brief().status()));
  }

  private static @Nullable ComponentStatus status(MonitorStatus status) {
    return switch (status) {
      case UP -> ComponentStatus.OPERATIONAL;
      case DEGRADED -> ComponentStatus.DEGRADED_PERFORMANCE;
      case DOWN -> ComponentStatus.MAJOR_OUTAGE;
      case MAINTENANCE -> ComponentStatus.UNDER_MAINTENANCE;
      case PENDING, UNKNOWN, PAUSED -> null;
    };
  }
}
