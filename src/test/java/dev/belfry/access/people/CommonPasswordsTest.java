package dev.belfry.access.people;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.platform.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
  private static final String EMAIL = "erik.blom@example.org";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "P@ssw0rd1234",
        "passwordpassword",
        "123456789012",
        "qwertyuiop12",
        "1q2w3e4r5t6y",
        "iloveyou1234",
        "adminadminadmin",
        "aaaaaaaaaaaa",
        "xk7xk7xk7xk7",
        "belfry123456",
        "blomblomblom",
        "erikerikerik"
      })
  void areRefused(String common) {
    Problem problem =
        assertThrows(Problem.class, () -> Passwords.requireGood(common, EMAIL, "/new"));
    assertEquals("/new", problem.errors().getFirst().pointer());
    assertEquals("too_common", problem.errors().getFirst().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "a guest's password",
        "h8sKq2mZp0Xv",
        "Der Turm bei Nacht",
        "北の塔に登って鐘を鳴らす"
      })
  void othersAreTaken(String own) {
    assertDoesNotThrow(() -> Passwords.requireGood(own, EMAIL, "/new"));
  }
}
