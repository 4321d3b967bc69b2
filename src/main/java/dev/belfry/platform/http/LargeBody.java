package dev.belfry.platform.http;

/** A path that takes larger bodies than all others, up to the largest that the server reads. */
public interface LargeBody {
  String path();
}
