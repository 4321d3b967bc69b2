package dev.belfry.access.people;

import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The people of the bound account. */
@ApplicationScoped
public class MemberDirectory {

  public UserView user(UserId id) {
    User user = User.<User>findByIdOptional(id.uuid()).orElseThrow(Problem::notFound);
    return new UserView(id, user.email, user.name);
  }

  public Optional<MemberId> member(UserId user) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery("select id from access_membership where user_id = ?1", UUID.class)
            .setParameter(1, user.uuid())
            .getResultList();
    return found.stream().findFirst().map(id -> new MemberId((UUID) id));
  }
}
