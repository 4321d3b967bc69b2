package dev.belfry.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans by the text of their definition, so that not each ping parses a schedule anew. */
@ApplicationScoped
class Plans {
  private static final int REMEMBERED = 10_000;

  private final ObjectMapper mapper;
  private final Map<String, Plan> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > REMEMBERED;
        }
      };

  Plans(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The plan of a stored definition. */
  Plan of(String definition) {
    synchronized (known) {
      return known.computeIfAbsent(definition, this::read);
    }
  }

  private Plan read(String definition) {
    try {
      return Plan.of(mapper.readValue(definition, HeartbeatTarget.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }
}
