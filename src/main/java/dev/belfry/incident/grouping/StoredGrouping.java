package dev.belfry.incident.grouping;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "incident_grouping")
class StoredGrouping extends PanacheEntityBase {
  @Id UUID accountId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  GroupBy groupedBy;

  int windowSeconds;
  @Version long version;

  Grouping grouping() {
    return new Grouping(groupedBy, windowSeconds);
  }
}
