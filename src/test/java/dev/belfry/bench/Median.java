package dev.belfry.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The middle of several rounds, so that one disturbance does not decide. */
final class Median {
  private final List<Load.Result> rounds = new ArrayList<>();

  void add(boolean warm, Load.Result result) {
    if (warm) {
      rounds.add(result);
    }
  }

  double rate() {
    return middle().rate();
  }

  double p99() {
    return middle().p99();
  }

  double cpu() {
    return middle().cpu();
  }

  private Load.Result middle() {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Load.Result::rate))
        .toList()
        .get(rounds.size() / 2);
  }
}
