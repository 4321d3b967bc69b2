package dev.belfry.access.grant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Grants as the database keeps them. */
@ApplicationScoped
public class GrantStore {
  private static final TypeReference<List<GrantSpec>> GRANTS = new TypeReference<>() {};
  private static final int REMEMBERED = 10_000;

  private final ObjectMapper mapper;

  /** Text to what it says; nothing of who holds it, so nothing that could be revoked. */
  private final Map<String, Rights> parsed = new ConcurrentHashMap<>();

  GrantStore(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  public Rights read(String json) {
    Rights known = parsed.get(json);
    if (known != null) {
      return known;
    }
    Rights rights = GrantSpec.stored(specs(json));
    if (parsed.size() >= REMEMBERED) {
      parsed.clear();
    }
    parsed.put(json, rights);
    return rights;
  }

  /** As stored, macros spelled out. */
  public List<GrantSpec> specs(String json) {
    try {
      return mapper.readValue(json, GRANTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored grants cannot be read", e);
    }
  }

  public List<GrantSpec> specs(Rights rights) {
    return GrantSpec.of(rights);
  }

  /** What these grants give, whoever asks. */
  public Rights rights(List<GrantSpec> specs) {
    return GrantSpec.rights(specs, i -> "/grants/" + i);
  }

  /** Whether they reach keys or sessions: what a key may not pass on to a key. */
  public boolean handsOutRights(Rights rights) {
    return rights.allows(Scope.KEY_CREATE)
        || rights.allows(Scope.KEY_UPDATE)
        || rights.allows(Scope.KEY_DELETE)
        || rights.allows(Scope.SESSION_DELETE);
  }

  public String write(Rights rights) {
    try {
      return mapper.writeValueAsString(GrantSpec.of(rights));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grants cannot be written", e);
    }
  }
}
