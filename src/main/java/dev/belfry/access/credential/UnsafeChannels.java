package dev.belfry.access.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.AccessConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of xyOps that show a credential to whoever keeps URLs or bodies: {@code ?api_key=},
 * {@code ?session_id=}, and a JSON property {@code api_key}, which is taken out of the body before
 * anybody else reads it. Where the setting does not open them, they are not looked at.
 */
@ApplicationScoped
class UnsafeChannels {
  private static final String KEY = "api_key";
  private static final String SESSION = "session_id";

  private final ObjectMapper mapper;
  private final boolean open;

  UnsafeChannels(ObjectMapper mapper, AccessConfig config) {
    this.mapper = mapper;
    this.open = config.unsafeChannels();
  }

  List<Credential> read(ContainerRequestContext request) {
    List<Credential> found = new ArrayList<>();
    if (open) {
      var query = request.getUriInfo().getQueryParameters();
      query.getOrDefault(KEY, List.of()).forEach(text -> found.add(new Credential.Key(text)));
      query
          .getOrDefault(SESSION, List.of())
          .forEach(text -> found.add(new Credential.SessionToken(text, true)));
      property(request).map(Credential.Key::new).ifPresent(found::add);
    }
    return found;
  }

  private java.util.Optional<String> property(ContainerRequestContext request) {
    MediaType type = request.getMediaType();
    if (type == null || !type.getSubtype().endsWith("json") || !request.hasEntity()) {
      return java.util.Optional.empty();
    }
    try {
      byte[] body = request.getEntityStream().readAllBytes();
      request.setEntityStream(new ByteArrayInputStream(body));
      JsonNode tree = mapper.readTree(body);
      if (tree instanceof ObjectNode object && object.path(KEY).isTextual()) {
        String key = object.remove(KEY).textValue();
        request.setEntityStream(new ByteArrayInputStream(mapper.writeValueAsBytes(object)));
        return java.util.Optional.of(key);
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
      return java.util.Optional.empty(); // whoever reads the body says what is wrong with it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return java.util.Optional.empty();
  }
}
