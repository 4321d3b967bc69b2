package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.platform.event.AccountId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {
  private static final AccountId ALICE = AccountId.next();
  private static final AccountId MALLORY = AccountId.next();

  /** All accounts want all; the places that are left are for the next one. */
  @ParameterizedTest
  @CsvSource({
    "32, 1, 28, 4",
    "32, 2, 15, 2",
    "32, 3, 10, 2",
    "20000, 1, 17500, 2500",
    "20000, 2, 9334, 1332",
    "20000, 10, 1972, 280",
    "8, 1, 7, 1",
    "7, 1, 7, 0",
    "1, 1, 1, 0"
  })
  void sharesEvenlyAndLeavesSome(int most, int accounts, int each, int left) {
    Shares shares = new Shares(most);
    List<AccountId> all = Stream.generate(AccountId::next).limit(accounts).toList();
    boolean more = true;
    while (more) {
      more = false;
      for (AccountId account : all) {
        if (shares.isOpenTo(account)) {
          shares.take(account);
          more = true;
        }
      }
    }
    all.forEach(account -> assertEquals(each, shares.of(account), 1));
    assertEquals(left, shares.free(), 1);
    assertEquals(most, shares.free() + shares.all());
    assertEquals(Set.copyOf(all), shares.full());
  }

  @Test
  void hasNoPlaceForAnybodyWhereAllAreTaken() {
    Shares shares = new Shares(2);
    shares.take(MALLORY);
    shares.take(MALLORY);
    assertFalse(shares.isOpenTo(ALICE));
    shares.take(ALICE);
    assertEquals(0, shares.free(), "more than there are, as when a claim was under way");
    assertFalse(shares.isOpenTo(MALLORY));
    shares.giveBack(MALLORY);
    shares.giveBack(MALLORY);
    assertTrue(shares.isOpenTo(MALLORY));
    assertEquals(1, shares.free());
  }

  @Test
  void remembersNobodyWhoHasNothing() {
    Shares shares = new Shares(1);
    shares.take(ALICE);
    assertEquals(Set.of(ALICE), shares.full());
    shares.giveBack(ALICE);
    assertEquals(Set.of(), shares.full());
    assertEquals(0, shares.all());
    assertThrows(IllegalStateException.class, () -> shares.giveBack(ALICE));
  }
}
