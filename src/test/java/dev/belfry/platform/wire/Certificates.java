package dev.belfry.platform.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own and a certificate that it signed, made by the JDK's keytool. */
public record Certificates(Path keys, Path trust) {
  static final String PASSWORD = "changeit";

  /** For one name or address, as in {@code dns:app.test} or {@code ip:127.0.0.1}. */
  public static Certificates of(Path directory, String name, String subject, String start, int days)
      throws Exception {
    Path store = directory.resolve(name + ".p12");
    keytool(
        store,
        "-alias",
        "authority",
        "-dname",
        "CN=authority",
        "-ext",
        "bc:c",
        "-startdate",
        "-30d");
    keytool(
        store,
        "-alias",
        "peer",
        "-dname",
        "CN=peer",
        "-signer",
        "authority",
        "-ext",
        "san=" + subject,
        "-startdate",
        start,
        "-validity",
        "" + days);
    KeyStore trusted = empty();
    trusted.setCertificateEntry("authority", load(store).getCertificate("authority"));
    Path trust = directory.resolve(name + "-trust.p12");
    try (OutputStream out = Files.newOutputStream(trust)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return new Certificates(store, trust);
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
  }

  /** What the peer shows: its own certificate and the authority's. */
  public SSLContext context() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), null, null);
    return context;
  }

  public KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
    KeyStore store = load(keys);
    store.deleteEntry("authority");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    return managers.getKeyManagers();
  }

  /** The certificate for one name and the authority's, the key of the first, as files of PEM. */
  public String chainPem() throws IOException, GeneralSecurityException {
    StringBuilder pem = new StringBuilder();
    for (Certificate certificate : load(keys).getCertificateChain("peer")) {
      pem.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return pem.toString();
  }

  public String authorityPem() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", load(keys).getCertificate("authority").getEncoded());
  }

  public String keyPem() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", key().getEncoded());
  }

  private Key key() throws IOException, GeneralSecurityException {
    return load(keys).getKey("peer", PASSWORD.toCharArray());
  }

  /** As openssl pkcs8 -topk8 makes it: PBES2 with PBKDF2 and AES. */
  public String encryptedKeyPem(String passphrase, int iterations)
      throws IOException, GeneralSecurityException {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    SecretKey secret =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        secret,
        new PBEParameterSpec(new byte[16], iterations, new IvParameterSpec(new byte[16])));
    byte[] encrypted = cipher.doFinal(key().getEncoded());
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return pem(
        "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** Servers with the peer's certificate that trust whom the other's authority signed. */
  public SSLContext asking(Certificates clients) throws IOException, GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(load(clients.trust));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), managers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(Path path) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(path)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
