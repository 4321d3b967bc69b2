package dev.belfry.access.sso;

import dev.belfry.house.Packaged;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Settings by which Belfry trusts the test's issuer and a proxy on this machine. */
public class IssuerSettings implements QuarkusTestResourceLifecycleManager {
  static final String PROXY_SECRET = "what only the proxy knows";
  private final Map<String, String> settings = new HashMap<>();

  @Override
  public void init(Map<String, String> arguments) {
    settings.putAll(arguments);
  }

  @Override
  public Map<String, String> start() {
    int port = Packaged.freePort();
    Map<String, String> all = new HashMap<>();
    all.put("test.issuer.port", String.valueOf(port));
    all.put("belfry.access.sso.issuer", "http://localhost:" + port);
    all.put("belfry.access.sso.client-id", Issuer.CLIENT);
    all.put("belfry.access.sso.client-secret", Issuer.SECRET);
    all.put("belfry.access.sso.public-url", "http://localhost:8080");
    all.put("belfry.access.sso.jwt.audience", Issuer.AUDIENCE);
    all.put("belfry.access.sso.proxy.networks", "127.0.0.0/8,::1/128");
    all.put("belfry.access.sso.proxy.secret", PROXY_SECRET);
    all.putAll(settings);
    return all;
  }

  @Override
  public void stop() {}
}
