package dev.belfry.platform.json;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Locale;

/** Our enums are lower-case words on the wire. */
class LowerCaseEnums extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
    String[] found = super.findEnumValues(config, type, values, names);
    if (type.getRawType().getName().startsWith("dev.belfry.")) {
      for (int i = 0; i < values.length; i++) {
        if (found[i] == null) {
          found[i] = values[i].name().toLowerCase(Locale.ROOT);
        }
      }
    }
    return found;
  }
}
