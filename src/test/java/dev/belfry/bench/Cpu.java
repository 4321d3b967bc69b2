package dev.belfry.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of this process, with the load generator, and of its PostgreSQL. Other programs on
 * the machine change the rates, but hardly this.
 */
final class Cpu {
  private static final List<ProcessHandle> POSTMASTERS =
      ProcessHandle.allProcesses()
          .filter(
              process ->
                  process
                      .info()
                      .commandLine()
                      .orElse("")
                      .contains("test-postgres/" + ProcessHandle.current().pid() + "/"))
          .toList();

  private Cpu() {}

  /** Since the start of the processes that live. */
  static Duration spent() {
    return Stream.concat(
            Stream.of(ProcessHandle.current()),
            POSTMASTERS.stream()
                .flatMap(master -> Stream.concat(Stream.of(master), master.descendants())))
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
