package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Answers as they may be kept: with null for what is {@link ShownOnce}. */
@ApplicationScoped
public class KeptJson {
  private final ObjectMapper mapper;

  KeptJson(ObjectMapper mapper) {
    this.mapper = mapper.copy();
    this.mapper.setAnnotationIntrospector(new WithoutSecrets());
  }

  public String write(Object answer) {
    try {
      return mapper.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is no JSON", e);
    }
  }

  private static final class WithoutSecrets extends LowerCaseEnums {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object findSerializer(Annotated place) {
      return place.hasAnnotation(ShownOnce.class)
          ? NullSerializer.instance
          : super.findSerializer(place);
    }
  }
}
