package dev.belfry.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.notify.channel.News.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  /** Systems that keep alarms end one by the name under which it was raised. */
  @ParameterizedTest
  @CsvSource({
    "monitor.down, monitor.up",
    "monitor.degraded, monitor.recovered",
    "monitor.flapping, monitor.flapping_stopped",
    "monitor.overdue, monitor.looked_at",
    "incident.created, incident.resolved",
  })
  void whatEndsAnAlarmNamesTheSame(String raised, String ended) {
    assertEquals(Stage.RAISED, Sample.news(raised).stage());
    assertEquals(Stage.ENDED, Sample.news(ended).stage());
    assertEquals(Sample.news(raised).alarm(), Sample.news(ended).alarm());
  }

  @ParameterizedTest
  @CsvSource({
    "monitor.recovered, paused, No longer watched: Shop",
    "monitor.recovered, up, Recovered: Shop",
    "monitor.looked_at, paused, No longer watched: Shop",
    "monitor.down, paused, Down: Shop",
  })
  void whatIsPausedIsNotSaidToBeWell(String type, String status, String title) {
    JsonNode data =
        JsonNodeFactory.instance
            .objectNode()
            .set(
                "monitor",
                JsonNodeFactory.instance.objectNode().put("name", "Shop").put("status", status));
    assertEquals(title, Wording.of(type, data).title());
  }

  @Test
  void alarmsOfOneMonitorAreToldApart() {
    Set<String> alarms = new HashSet<>();
    List<String> types =
        List.of("monitor.down", "monitor.degraded", "monitor.flapping", "monitor.overdue");
    types.forEach(type -> alarms.add(Sample.news(type).alarm()));
    assertEquals(types.size(), alarms.size());
    assertNotEquals("", Sample.news("monitor.looked_at").title());
  }
}
