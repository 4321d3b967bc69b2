package dev.belfry.access.people;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A person, in the whole installation; seen by the accounts of which it is a member. Never written
 * by requests.
 */
@Entity
@Table(name = "access_user")
class User extends PanacheEntityBase {
  @Id UUID id;
  String email;
  String name;
  String status;
  Instant createdAt;
  Instant updatedAt;
}
