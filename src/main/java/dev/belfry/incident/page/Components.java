package dev.belfry.incident.page;

import java.util.Collection;
import java.util.Set;

/** Components of status pages, for whoever names them in incidents; the pages answer. */
public interface Components {
  /** Those of these that are there and that the caller may know of. */
  Set<ComponentId> visible(Collection<ComponentId> ids);
}
