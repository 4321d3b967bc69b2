package dev.belfry.notify.channel;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The kinds that there are. */
@ApplicationScoped
public class Kinds {
  private final List<Kind> all;

  Kinds(@All List<Kind> all) {
    this.all = all.stream().sorted(Comparator.comparing(Kind::kind)).toList();
  }

  Optional<Kind> named(String name) {
    return all.stream().filter(kind -> kind.kind().equals(name)).findFirst();
  }

  List<String> names() {
    return all.stream().map(Kind::kind).toList();
  }

  /** What can be made, with what each needs. */
  public KindView.Catalogue catalogue() {
    return new KindView.Catalogue(
        all.stream().map(kind -> new KindView(kind.kind(), kind.title(), kind.fields())).toList());
  }
}
