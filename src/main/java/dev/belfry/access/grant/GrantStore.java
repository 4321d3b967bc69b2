package dev.belfry.access.grant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Grants as the database keeps them. */
@ApplicationScoped
public class GrantStore {
  private static final TypeReference<List<GrantSpec>> GRANTS = new TypeReference<>() {};
  private static final TypeReference<List<List<GrantSpec>>> ROLES = new TypeReference<>() {};
  private static final int REMEMBERED = 2_000;

  private static final Set<Scope> HANDING_OUT =
      Set.of(
          Scope.KEY_CREATE,
          Scope.KEY_UPDATE,
          Scope.KEY_DELETE,
          Scope.ROLE_CREATE,
          Scope.ROLE_UPDATE,
          Scope.ROLE_DELETE,
          Scope.SESSION_DELETE,
          Scope.SSO_UPDATE,
          Scope.USER_CREATE,
          Scope.USER_UPDATE,
          Scope.USER_DELETE);

  private final ObjectMapper mapper;

  /** Text to what it says; nothing of who holds it, so nothing that could be revoked. */
  private final Map<String, Rights> parsed = new ConcurrentHashMap<>();

  GrantStore(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** What a caller's effective rights follow from, as stored. */
  private record Sources(
      String owner, @Nullable String roles, @Nullable String key, @Nullable String parent) {}

  private final Map<Sources, Rights> effective = new ConcurrentHashMap<>();

  public Rights read(String json) {
    return remembered(parsed, json, text -> GrantSpec.stored(specs(text)));
  }

  /**
   * The rights of an owner by himself and by his roles; those of a key are the meeting of its own,
   * its owner's and its parent's.
   *
   * @param owner the owner's own grants
   * @param roles a list of the grants of each of his roles
   * @param key null where the owner acts himself
   * @param parent null where the key has none
   */
  public Rights effective(
      String owner, @Nullable String roles, @Nullable String key, @Nullable String parent) {
    return remembered(effective, new Sources(owner, roles, key, parent), this::meet);
  }

  private Rights meet(Sources sources) {
    Rights rights = read(sources.owner());
    if (sources.roles() != null) {
      rights = rights.join(GrantSpec.stored(rolesOf(sources.roles())));
    }
    if (sources.key() != null) {
      rights = read(sources.key()).meet(rights);
    }
    return sources.parent() == null ? rights : rights.meet(read(sources.parent()));
  }

  private List<GrantSpec> rolesOf(String json) {
    try {
      return mapper.readValue(json, ROLES).stream().flatMap(List::stream).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored grants of roles cannot be read", e);
    }
  }

  private static <K> Rights remembered(Map<K, Rights> memory, K key, Function<K, Rights> reading) {
    Rights known = memory.get(key);
    if (known != null) {
      return known;
    }
    Rights rights = reading.apply(key);
    if (memory.size() >= REMEMBERED) {
      memory.clear();
    }
    memory.put(key, rights);
    return rights;
  }

  /** As stored, macros spelled out. */
  public List<GrantSpec> specs(String json) {
    try {
      return mapper.readValue(json, GRANTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored grants cannot be read", e);
    }
  }

  public List<GrantSpec> specs(Rights rights) {
    return GrantSpec.of(rights);
  }

  /** What these grants give, whoever asks. */
  public Rights rights(List<GrantSpec> specs) {
    return GrantSpec.rights(specs, i -> "/grants/" + i);
  }

  /**
   * What scopes that somebody else names come to, everywhere; those that are none of ours to
   * nothing.
   */
  public Rights named(List<String> scopes) {
    return GrantSpec.stored(List.of(GrantSpec.atAll(scopes)));
  }

  /** Whether they reach keys, people, roles or sessions: what a key may not pass on to a key. */
  public boolean handsOutRights(Rights rights) {
    return HANDING_OUT.stream().anyMatch(rights::allows);
  }

  public String write(Rights rights) {
    try {
      return mapper.writeValueAsString(GrantSpec.of(rights));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grants cannot be written", e);
    }
  }
}
