package dev.belfry.bulk;

import dev.belfry.platform.http.LargeBody;
import jakarta.inject.Singleton;

/** A file of many monitors is larger than a body of one. */
@Singleton
class LargeFiles implements LargeBody {
  @Override
  public String path() {
    return ImportResource.PATH;
  }
}
