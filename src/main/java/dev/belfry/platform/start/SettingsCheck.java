package dev.belfry.platform.start;

import java.util.List;

/** A bean that knows what its settings must be; all of them are asked before anything starts. */
public interface SettingsCheck {
  /**
   * What is wrong, a line each: the name of the setting and what is accepted, never the value of a
   * secret.
   */
  List<String> wrongSettings();
}
