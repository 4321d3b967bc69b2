package dev.belfry.activity;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How entries come into the chain. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChainingTest extends ChainOfFive {
  private static final String OF_THE_LINK =
      " where account_id = ? and id = (select entry_id from activity_link l where l.account_id = ? and l.number = ?)";

  @Inject Intruder intruder;
  @Inject EntityManager entities;

  @Test
  void twoWhoChainAtOnceMakeOneChain() throws Exception {
    int writers = 4;
    int each = 15;
    CountDownLatch written = new CountDownLatch(writers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < each; n++) {
                    fire("x");
                  }
                  written.countDown();
                }));
        all.add(
            threads.submit(
                () -> {
                  while (written.getCount() > 0) {
                    chaining.runDue();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    chaining.runDue();
    verify("")
        .body("ok", equalTo(true))
        .body("unsealed", equalTo(0))
        .body("entries", equalTo(5 + writers * each));
  }

  @Test
  void aLongLogBookIsChainedAndCheckedInPieces() {
    int many = 1100;
    accounts.in(
        account,
        () -> {
          for (int i = 0; i < many; i++) {
            events.fire(event("row-" + i));
          }
          return true;
        });
    assertEquals(many, chaining.runDue());
    verify("").body("ok", equalTo(true)).body("entries", equalTo(5 + many));
    intruder.quietly(
        "update activity_entry set object_name = 'x'" + OF_THE_LINK,
        account.uuid(),
        account.uuid(),
        1001L);
    assertBroken("entry_changed", 1001);
  }

  @Test
  void whatCommitsLateComesLate() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> slow =
          threads.submit(
              () ->
                  accounts.in(
                      account,
                      () -> {
                        events.fire(event("slow"));
                        entities.flush();
                        written.countDown();
                        mayCommit.await();
                        return true;
                      }));
      written.await();
      category("fast");
      chaining.runDue();
      verify("").body("ok", equalTo(true)).body("entries", equalTo(6));
      mayCommit.countDown();
      slow.get();
    }
    verify("").body("ok", equalTo(true)).body("unsealed", equalTo(1));
    assertEquals(1, chaining.runDue());
    verify("").body("ok", equalTo(true)).body("entries", equalTo(7));
  }
}
