package dev.belfry.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seals and opens what of a channel nobody is shown. */
@ApplicationScoped
class ChannelVault {
  private static final TypeReference<LinkedHashMap<String, Object>> VALUES =
      new TypeReference<>() {};

  private final Sealer sealer;
  private final ObjectMapper mapper;

  ChannelVault(Sealer sealer, ObjectMapper mapper) {
    this.sealer = sealer;
    this.mapper = mapper;
  }

  void put(StoredChannel channel, Map<String, Object> secrets) {
    try {
      channel.secrets = sealer.seal(mapper.writeValueAsString(secrets), place(channel));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  Map<String, Object> secrets(StoredChannel channel) {
    try {
      return mapper.readValue(sealer.open(channel.secrets, place(channel)), VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored secrets are not those that we wrote");
    }
  }

  /** All of them, the secret ones too. */
  Map<String, Object> all(StoredChannel channel) {
    Map<String, Object> all = new HashMap<>(channel.settings);
    all.putAll(secrets(channel));
    return all;
  }

  private static String place(StoredChannel channel) {
    return channel.accountId + "/" + channel.id + "/channel";
  }
}
