"""How the page looks: on a screen by day and by night, and on paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1c2127;--soft:#5a6572;--line:#d5dae0;--paper:#fff;--head:#f3f5f7;--link:#0b57a4;
--good:#1a6b3c;--mixed:#8a5a00;--bad:#a3242b;--still:#4a5560}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#a2adb9;--line:#3a434d;--paper:#15191d;--head:#1f252b;
--link:#7fb6f0;--good:#6fce94;--mixed:#e0b05a;--bad:#f08a8f;--still:#b3bec9}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:72rem;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{margin:.1rem 0 1rem;font-size:1.75rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:2.25rem 0 .6rem;font-size:1.15rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
.kind{margin:0;color:var(--soft);font-size:.85rem;letter-spacing:.04em}
.banner{border:1px solid var(--line);border-left:.4rem solid var(--tone);border-radius:.3rem;padding:.6rem 1rem}
.banner p{margin:.15rem 0}
.banner strong{font-size:1.2rem;color:var(--tone)}
.warning{border:2px solid var(--bad);border-radius:.3rem;padding:.5rem 1rem;font-weight:600}
.good{--tone:var(--good)}.mixed{--tone:var(--mixed)}.bad{--tone:var(--bad)}.still{--tone:var(--still)}
.wide{overflow-x:auto;margin:.75rem 0 1.25rem}
table{width:100%;border-collapse:collapse;font-size:.88rem;line-height:1.4}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line);font-weight:400;
overflow-wrap:break-word}
code,td a{overflow-wrap:anywhere}
thead th{background:var(--head);font-weight:600;border-bottom:2px solid var(--line)}
tbody tr[class] th{box-shadow:inset .25rem 0 0 var(--tone)}
tbody tr[class] td:nth-child(2) strong{color:var(--tone)}
.facts th{width:min(14rem,38%);color:var(--soft)}
td div,th div,td span,p span{white-space:pre-wrap}
.muted{color:var(--soft);font-size:.93em}
code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
a{color:var(--link)}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--line);color:var(--soft);font-size:.8rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:48rem){.wide table{min-width:44rem}}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--head:#f0f0f0;--link:#000;
--good:#1a6b3c;--mixed:#8a5a00;--bad:#a3242b;--still:#4a5560}
@page{size:A4;margin:16mm 14mm}
body{max-width:none;padding:0;font-size:10pt}
.wide{overflow:visible}.wide table{min-width:0}
h2,caption,thead,p:has(+.wide){break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}
}
""".strip()
