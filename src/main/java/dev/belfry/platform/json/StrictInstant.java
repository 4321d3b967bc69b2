package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.belfry.platform.time.Times;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Times are texts of RFC 3339: no numbers, which could be seconds or milliseconds, and no empty
 * text for "never".
 */
class StrictInstant extends StdScalarDeserializer<Instant> {
  private static final long serialVersionUID = 1;

  StrictInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      try {
        return Times.parse(parser.getText());
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "no time");
      }
    }
    return (Instant) context.handleUnexpectedToken(Instant.class, parser);
  }
}
