package dev.belfry.monitor;

import dev.belfry.house.Person;
import dev.belfry.house.Site;

/** Makes monitors that lie behind others. */
final class Family {
  private Family() {}

  static int link(Person owner, String child, String parent) {
    return Watched.patch(owner, child, "{\"parent_ids\":[\"" + parent + "\"]}")
        .extract()
        .statusCode();
  }

  static String made(Person owner, String name, String... parents) {
    String ids = parents.length == 0 ? "" : "'" + String.join("','", parents) + "'";
    return Watched.make(
        owner,
        "'name':'"
            + name
            + "','url':'http://localhost:1/','confirm_down':1,'parent_ids':["
            + ids
            + "]");
  }

  static String watched(Person owner, Site site, String fields) {
    return Watched.make(owner, fields + ",'confirm_down':1,'url':'" + site.url() + "'");
  }
}
