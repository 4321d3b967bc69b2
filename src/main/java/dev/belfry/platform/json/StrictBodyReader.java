package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads every JSON body of the API: once as a tree, then by {@link Bodies}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, StrictBodyReader.MERGE_PATCH})
class StrictBodyReader implements MessageBodyReader<Object> {
  static final String MERGE_PATCH = "application/merge-patch+json";

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final ObjectMapper mapper;
  private final Bodies bodies;

  StrictBodyReader(ObjectMapper mapper, Bodies bodies) {
    this.mapper = mapper;
    this.bodies = bodies;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return true;
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    String charset = mediaType.getParameters().get("charset");
    if (charset != null && !charset.toLowerCase(Locale.ROOT).equals("utf-8")) {
      throw Problem.of(ProblemType.UNSUPPORTED, "JSON is read as UTF-8 only.");
    }
    byte[] sent = body.readAllBytes();
    String said = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    if (sent.length > 0 && (said == null || said.isBlank())) {
      // What says nothing of itself is not taken for JSON, as a page elsewhere could send it.
      throw new NotSupportedException();
    }
    JsonNode tree =
        sent.length == 0 && type.isAnnotationPresent(MayBeEmpty.class)
            ? mapper.createObjectNode()
            : tree(sent);
    Texts.check(tree);
    return JsonNode.class.isAssignableFrom(type) ? tree : bodies.read(tree, type);
  }

  private JsonNode tree(byte[] body) throws IOException {
    if (body.length == 0) {
      throw Problem.of(ProblemType.MALFORMED, "The body is empty; this path wants a JSON object.");
    }
    try {
      // As text, so that no other encoding is guessed from the first bytes.
      return mapper.readTree(text(body));
    } catch (StreamConstraintsException e) {
      throw Problem.of(
          ProblemType.MALFORMED,
          "The JSON is nested too deeply or holds a value that is too long.");
    } catch (JacksonException e) {
      throw Problem.of(
          ProblemType.MALFORMED,
          e.getOriginalMessage().startsWith("Duplicate field")
              ? "The JSON names a field twice" + place(e)
              : "The body is not JSON" + place(e));
    }
  }

  /** RFC 8259, section 8.1: UTF-8, without a byte order mark. */
  private static String text(byte[] body) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      if (text.charAt(0) == BYTE_ORDER_MARK) {
        throw Problem.of(ProblemType.MALFORMED, "The body begins with a byte order mark.");
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(ProblemType.MALFORMED, "The body is not UTF-8.");
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? "."
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ").";
  }
}
