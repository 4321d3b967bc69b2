package dev.belfry.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of the README's tour, in their order. */
final class Readme {
  private static final Pattern BLOCK =
      Pattern.compile("```sh tour ?(\\w*)\\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  /**
   * @param part empty, or what the block starts or stops: peers, stop, start
   */
  record Block(String part, String script) {}

  static List<Block> tour() throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    return blocks;
  }
}
