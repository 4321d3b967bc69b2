package dev.belfry.access.member;

import dev.belfry.access.people.InvitationId;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.seal.Pepper;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up one invitation by its token, in whichever account. */
@ApplicationScoped
class InvitationDirectory {
  private final Pepper pepper;

  InvitationDirectory(Pepper pepper) {
    this.pepper = pepper;
  }

  /**
   * An invitation that is good at this moment.
   *
   * @param user who has its address already
   * @param given whether somebody else chose his password
   * @param byMail whether the token stood in a mail to the address and nowhere else
   */
  record Found(
      Joining.Offer offer,
      String email,
      @Nullable UserId user,
      @Nullable String hash,
      boolean given,
      boolean byMail) {
    @Override
    public String toString() {
      return "Found[" + offer + "]";
    }
  }

  @Transactional
  Optional<Found> find(String token) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(
                "select account_id, invitation_id, email, user_id, password_hash, password_given, by_mail from access_invited(?1)")
            .setParameter(1, pepper.hash(token))
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(InvitationDirectory::found).findFirst();
  }

  private static Found found(Object[] row) {
    return new Found(
        new Joining.Offer(new AccountId((UUID) row[0]), new InvitationId((UUID) row[1])),
        (String) row[2],
        row[3] == null ? null : new UserId((UUID) row[3]),
        (String) row[4],
        (Boolean) row[5],
        (Boolean) row[6]);
  }
}
