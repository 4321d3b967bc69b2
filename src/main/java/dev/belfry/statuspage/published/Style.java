package dev.belfry.statuspage.published;

import dev.belfry.statuspage.PageTheme;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The style of a page, in the page, and the policy that lets just this one in. */
record Style(String text, String policy) {
  private static final String DARK =
      "--bg:#0d1117;--card:#161b22;--fg:#e6edf3;--dim:#a5b0bc;--line:#3d444d;--link:#79b8ff;"
          + "--up:#3fb950;--warn:#d29922;--some:#f0883e;--bad:#f85149;--care:#58a6ff;--none:#6e7681;--on:#0d1117";
  private static final String BASE =
      """
      :root{--bg:#f6f8fa;--card:#fff;--fg:#1b1f24;--dim:#505a65;--line:#c4ccd4;--link:#0757ba;
      --up:#1a7f37;--warn:#8a6100;--some:#b35900;--bad:#b3131f;--care:#0757ba;--none:#7b848e;--on:#fff;--accent:#1a7f37}
      :root[data-theme=dark]{DARK}
      @media(prefers-color-scheme:dark){:root[data-theme=auto]{DARK}}
      *{box-sizing:border-box}html{color-scheme:light dark}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
      body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans JP",sans-serif;border-top:6px solid var(--accent)}
      header,main,footer{max-width:56rem;margin:0 auto;padding:1rem}
      header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding-top:2rem;padding-bottom:0}
      header img{max-height:48px;max-width:12rem}h1{font-size:1.6rem;margin:0;overflow-wrap:anywhere;flex:1 1 12rem}
      h2{font-size:1.15rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}section>h3{margin:1.25rem 0 .5rem}p{margin:.4rem 0;overflow-wrap:anywhere}
      a{color:var(--link)}a:focus-visible,summary:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
      .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
      .dim{color:var(--dim);font-size:.9rem}
      .overall{display:flex;gap:.75rem;align-items:center;border-radius:8px;padding:1rem 1.25rem;font-weight:600;font-size:1.15rem;color:var(--on);background:var(--none)}
      .overall.s-operational{background:var(--up)}.overall.s-maintenance{background:var(--care)}.overall.s-degraded{background:var(--warn)}
      .overall.s-partial_outage{background:var(--some)}.overall.s-major_outage{background:var(--bad)}.overall.s-unknown{color:#fff;background:#545c66}
      .card{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:0 0 1rem;padding:0;list-style:none}
      .card>li{padding:1rem 1.25rem;border-top:1px solid var(--line)}.card>li:first-child{border-top:0}
      .row{display:flex;flex-wrap:wrap;gap:.15rem 1rem;justify-content:space-between;align-items:baseline}
      .state{font-weight:600;font-size:.95rem;white-space:nowrap}.state::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.45em;background:var(--none);border-radius:50%}
      .s-operational .state,.s-resolved .state{color:var(--up)}.s-operational .state::before,.s-resolved .state::before{background:var(--up)}
      .s-under_maintenance .state{color:var(--care)}.s-under_maintenance .state::before{background:var(--care);border-radius:0}
      .s-degraded_performance .state{color:var(--warn)}.s-degraded_performance .state::before{background:var(--warn);border-radius:0;transform:rotate(45deg)}
      .s-partial_outage .state{color:var(--some)}.s-partial_outage .state::before{background:var(--some);border-radius:0;transform:rotate(45deg)}
      .s-major_outage .state{color:var(--bad)}.s-major_outage .state::before{background:var(--bad);border-radius:0}
      .s-no_data .state{color:var(--dim)}
      .bars{display:block;width:100%;height:34px;margin:.6rem 0 .2rem}.bars path{fill:none;stroke-width:28;stroke-dasharray:3 1}
      path.d-up{stroke:var(--up)}.bars .x{stroke-width:34}path.d-no_data{stroke:var(--line)}.d-some{fill:var(--some);stroke:var(--some)}.bars rect{stroke:none}.d-much{fill:var(--bad);stroke:var(--bad)}.d-degraded{fill:var(--warn);stroke:var(--warn)}.d-maintenance{fill:var(--care);stroke:var(--care)}
      .chart{display:block;width:100%;height:40px;margin:.5rem 0 .2rem}.chart path{fill:none;stroke:var(--care);stroke-width:2;vector-effect:non-scaling-stroke}
      .scale{display:flex;justify-content:space-between;gap:.5rem;color:var(--dim);font-size:.85rem}
      .updates{list-style:none;margin:.75rem 0 0;padding:0 0 0 1rem;border-left:3px solid var(--line)}.updates li{margin:0 0 .75rem}.updates li{overflow-wrap:anywhere}.updates pre{overflow-x:auto}
      footer{border-top:1px solid var(--line);margin-top:2rem}footer ul,nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:0 0 .5rem;padding:0}
      footer li a,nav li a{display:inline-block;padding:.25rem 0}
      form{display:grid;gap:.75rem;max-width:24rem;padding:1rem 1.25rem}input,button{font:inherit;padding:.55rem .75rem;border-radius:6px;border:1px solid var(--dim);width:100%;background:var(--card);color:var(--fg)}
      button{background:var(--fg);color:var(--bg);font-weight:600;cursor:pointer}.wrong{color:var(--bad);font-weight:600}
      .choice{display:block;padding:.25rem 0}.choice input{width:auto;margin-right:.5em}fieldset{border:1px solid var(--line);border-radius:6px}details summary{cursor:pointer}code{overflow-wrap:anywhere}
      @media print{body{border:0}.skip,footer{display:none}}
      """
          .replace("DARK", DARK);

  /**
   * @param logo of which images may come from its host alone
   */
  static Style of(PageTheme theme, @Nullable String logo) {
    String text = theme.accent() == null ? BASE : BASE + ":root{--accent:" + theme.accent() + "}\n";
    String hash = Base64.getEncoder().encodeToString(Markup.sha256(text));
    String images = logo == null ? "'none'" : origin(logo);
    return new Style(
        text,
        "default-src 'none'; style-src 'sha256-"
            + hash
            + "'; img-src "
            + images
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    return "https://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }
}
