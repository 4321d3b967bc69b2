package dev.belfry.check.grpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checker;
import dev.belfry.check.ClientCertificate;
import dev.belfry.check.Look;
import dev.belfry.check.PortContract;
import dev.belfry.check.Verdict;
import dev.belfry.house.Site;
import dev.belfry.platform.wire.Certificates;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A real server of gRPC-Java with its own health service. */
class GrpcCheckerTest extends PortContract<GrpcTarget> {
  private static final HealthStatusManager HEALTH = new HealthStatusManager();
  private static Server server;
  private static Server secured;
  private static Server bare;
  private static Certificates certificates;

  @BeforeAll
  static void serve(@TempDir Path directory) throws Exception {
    certificates = Certificates.of(directory, "grpc", "ip:127.0.0.1", "-1d", 60);
    server = serving(InsecureServerCredentials.create(), HEALTH.getHealthService());
    secured =
        serving(
            TlsServerCredentials.newBuilder().keyManager(certificates.keyManagers()).build(),
            HEALTH.getHealthService());
    bare = serving(InsecureServerCredentials.create());
    HEALTH.setStatus("shop.Orders", ServingStatus.SERVING);
    HEALTH.setStatus("shop.Search", ServingStatus.NOT_SERVING);
  }

  private static Server serving(ServerCredentials credentials, io.grpc.BindableService... services)
      throws Exception {
    var builder = Grpc.newServerBuilderForPort(0, credentials);
    for (io.grpc.BindableService service : services) {
      builder.addService(service);
    }
    return builder.build().start();
  }

  @AfterAll
  static void stop() {
    server.shutdownNow();
    secured.shutdownNow();
    bare.shutdownNow();
  }

  @Override
  protected Checker<GrpcTarget> checker(Parts parts) {
    return new GrpcChecker(
        parts.wire().http2, parts.errands(), parts.hosts(), java.time.InstantSource.system());
  }

  @Override
  protected GrpcTarget at(String host, int port) {
    return new GrpcTarget(host, port, null, false, null, null, null);
  }

  private static GrpcTarget asking(String service) {
    return new GrpcTarget("127.0.0.1", server.getPort(), service, false, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "'', UP, ok",
    "shop.Orders, UP, ok",
    "shop.Search, DOWN, not_serving",
    "shop.Nobody, DOWN, unknown_service"
  })
  void aServiceIsAsItSays(String service, Verdict verdict, String code) throws Exception {
    Look look = look(asking(service));
    assertEquals(verdict, look.verdict(), look.message());
    assertEquals(code, look.code());
  }

  @Test
  void itHoldsForAnyNumberOfLooksAtOnce() {
    Checker<GrpcTarget> checker = open();
    var looks =
        java.util.stream.IntStream.range(0, 50)
            .mapToObj(n -> checker.look(asking(""), Duration.ofSeconds(20)).toCompletableFuture())
            .toList();
    looks.forEach(look -> assertEquals("ok", look.join().code(), look.join().message()));
  }

  @Test
  void aServerWithoutTheServiceIsDown() throws Exception {
    assertEquals("no_health_service", look(at("127.0.0.1", bare.getPort())).code());
  }

  @Test
  void aServerThatAsksForACertificateIsShownIt(@TempDir Path directory) throws Exception {
    Certificates client = Certificates.of(directory, "client", "dns:client.test", "-1d", 60);
    Server asking =
        serving(
            TlsServerCredentials.newBuilder()
                .keyManager(certificates.keyManagers())
                .trustManager(
                    new ByteArrayInputStream(
                        client.authorityPem().getBytes(StandardCharsets.US_ASCII)))
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build(),
            HEALTH.getHealthService());
    try {
      String authority = certificates.authorityPem();
      ClientCertificate shown = new ClientCertificate(client.chainPem(), client.keyPem(), null);
      ClientCertificate other =
          new ClientCertificate(certificates.chainPem(), certificates.keyPem(), null);
      GrpcTarget good =
          new GrpcTarget("127.0.0.1", asking.getPort(), null, null, null, shown, authority);
      assertEquals(java.util.List.of(), open().examine(good));
      assertEquals("ok", look(good).code(), look(good).message());
      GrpcTarget bad =
          new GrpcTarget("127.0.0.1", asking.getPort(), null, null, null, other, authority);
      assertEquals(Verdict.DOWN, look(bad).verdict());
      GrpcTarget none =
          new GrpcTarget("127.0.0.1", asking.getPort(), null, null, null, null, authority);
      assertEquals(Verdict.DOWN, look(none).verdict());
    } finally {
      asking.shutdownNow();
    }
  }

  @Test
  void tlsIsVerifiedUnlessToldOtherwise() throws Exception {
    GrpcTarget verified =
        new GrpcTarget("127.0.0.1", secured.getPort(), null, null, null, null, null);
    assertEquals("tls_failure", look(verified).code());
    GrpcTarget trusting =
        new GrpcTarget("127.0.0.1", secured.getPort(), null, null, false, null, null);
    assertEquals("ok", look(trusting).code());
    assertEquals(Verdict.DOWN, look(at("127.0.0.1", secured.getPort())).verdict());
    GrpcTarget tls = new GrpcTarget("127.0.0.1", server.getPort(), null, true, false, null, null);
    assertEquals("tls_failure", look(tls).code());
  }

  @Test
  void anotherProtocolIsDown() throws Exception {
    try (Site site = new Site()) {
      Look look = look(at("127.0.0.1", URI.create(site.url()).getPort()));
      assertEquals(Verdict.DOWN, look.verdict());
      assertTrue(look.message().length() < 300, look.message());
    }
  }

  @Test
  void aServerThatNeverAnswersIsATimeout() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Server slow =
        serving(
            InsecureServerCredentials.create(),
            new HealthGrpc.HealthImplBase() {
              @Override
              public void check(
                  HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
                try {
                  over.await();
                } catch (InterruptedException e) {
                  answers.onError(Status.ABORTED.asException());
                }
              }
            });
    try {
      Look look = look(open(), at("127.0.0.1", slow.getPort()), Duration.ofMillis(700));
      assertEquals("timeout", look.code());
    } finally {
      over.countDown();
      slow.shutdownNow();
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsNotRead() throws Exception {
    Server large =
        serving(
            InsecureServerCredentials.create(),
            new HealthGrpc.HealthImplBase() {
              @Override
              public void check(
                  HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
                answers.onNext(
                    HealthCheckResponse.newBuilder()
                        .setStatus(ServingStatus.SERVING)
                        .setUnknownFields(
                            com.google.protobuf.UnknownFieldSet.newBuilder()
                                .addField(
                                    9,
                                    com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(
                                            com.google.protobuf.ByteString.copyFrom(
                                                new byte[1_000_000]))
                                        .build())
                                .build())
                        .build());
                answers.onCompleted();
              }
            });
    try {
      assertEquals("invalid_response", look(at("127.0.0.1", large.getPort())).code());
    } finally {
      large.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ServingStatus.class,
      names = {"UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void messagesAreThoseOfProtobuf(ServingStatus status) {
    byte[] message = HealthCheckResponse.newBuilder().setStatus(status).build().toByteArray();
    assertEquals(status.name(), HealthMessage.status(framed(message)).orElseThrow().name());
    for (String service : new String[] {"", "a", "x".repeat(200)}) {
      assertArrayEquals(
          framed(HealthCheckRequest.newBuilder().setService(service).build().toByteArray()),
          HealthMessage.request(service));
    }
  }

  @Test
  void noBytesMakeItFall() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      HealthMessage.status(framed(bytes));
      HealthMessage.status(bytes);
    }
    assertEquals(Optional.empty(), HealthMessage.status(new byte[] {1, 0, 0, 0, 0}));
    assertEquals(Optional.empty(), HealthMessage.status(framed(new byte[] {8})));
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 5)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
