// "Versione interattiva": the static chart is always there; Plotly is fetched only when a reader asks for it.
(() => {
  "use strict";
  const here = document.currentScript.src;
  const LIBRARY = new URL("plotly-basic.min.js", here).href;
  const STYLES = new URL("../css/plotly.css", here).href;
  const CONFIG = {
    locale: "it", showSendToCloud: false, plotlyServerURL: "", displaylogo: false,
    displayModeBar: false, scrollZoom: false, responsive: true,
  };
  const MONTHS = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
    "ottobre", "novembre", "dicembre"];
  const DAYS = ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"];
  const short = (words) => words.map((word) => word.slice(0, 3));
  const ITALIAN = {
    moduleType: "locale", name: "it", dictionary: {},
    format: {
      days: DAYS, shortDays: short(DAYS), months: MONTHS, shortMonths: short(MONTHS),
      date: "%d/%m/%Y", decimal: ",", thousands: ".",
    },
  };
  const SYMBOLS = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];
  const DASHES = ["solid", "7px,4px", "2px,3px", "10px,3px,2px,3px", "5px,2px", "1px,4px"];
  const PATTERNS = ["", "\\", ".", "|", "+", "/"];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let library;

  function link(attributes) {
    document.head.append(Object.assign(document.createElement("link"), attributes));
  }

  function loadLibrary() {
    library ??= new Promise((resolve, reject) => {
      // With this id and class Plotly takes its rules from our file and injects no inline style (strict CSP).
      if (!document.getElementById("plotly.js-style-global")) {
        link({ id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet", href: STYLES });
      }
      const script = Object.assign(document.createElement("script"), { src: LIBRARY });
      script.onload = () => { window.Plotly.register(ITALIAN); resolve(window.Plotly); };
      script.onerror = () => { library = undefined; script.remove(); reject(new Error(LIBRARY)); };
      document.head.append(script);
    });
    return library;
  }

  // Long names on two or more lines, as in the fixed chart.
  const wrapped = (name) => String(name).replace(/(.{24,}?) /g, "$1<br>");

  // The order of colours, markers, dashes and patterns is that of the fixed chart and of its legend.
  function series(trace, i, kind, styles) {
    const color = styles.getPropertyValue(`--s${i + 1}`).trim();
    const paper = styles.getPropertyValue("--g-fondo").trim();
    const symbols = kind === "confronto" ? ["circle-open", "triangle-right"] : SYMBOLS;
    return {
      ...trace,
      marker: {
        color, symbol: symbols[i], size: 11, line: { color: kind === "quote" ? paper : color, width: 2 },
        pattern: { shape: PATTERNS[i], fillmode: "overlay", fgcolor: paper, fgopacity: 0.35, size: 6 },
      },
      line: { color, width: 2, dash: DASHES[i] },
      textposition: kind === "quote" ? "inside" : "outside", textangle: 0, cliponaxis: false,
      insidetextfont: { color: paper },
    };
  }

  // Each row of a "bersaglio" has its own scale: here, the share of its farthest value.
  function bullets(figure, styles) {
    const colour = (name) => styles.getPropertyValue(name).trim();
    const farthest = figure.data[0].x.map((_, row) =>
      Math.max(...figure.data.map((trace) => Math.abs(trace.x[row] ?? 0))) || 1);
    const [bars, ...targets] = figure.data.map((trace) => ({
      hovertemplate: "%{y}: %{text}<extra></extra>", ...trace,
      x: trace.x.map((value, row) => value === null ? null : value / farthest[row]),
    }));
    const low = Math.min(0, ...[bars, ...targets].flatMap((trace) => trace.x)) * 1.1;
    const high = 1.1;
    // Texts stand at marks that are not seen, the missing ones with their reason at zero.
    const texts = (shares, text, height, weight) => ({
      type: "scatter", mode: "markers+text", y: bars.y, x: shares.map((share) => share ?? 0), text,
      textposition: shares.map((share) => `${height} ${share * 2 < low + high ? "right" : "left"}`),
      marker: { size: 30, opacity: 0 }, hoverinfo: "skip", cliponaxis: false, textfont: { weight },
    });
    const expected = bars.y.map((_, row) => targets.map((trace) => trace.text[row]).join(" "));
    const met = bars.y.map((_, row) => {
      const [from, to] = targets.map((trace) => trace.x[row] ?? undefined);
      if (from !== undefined && to !== undefined) return [from, to];
      if (from === undefined) return [];
      return { alto: [from, high], basso: [low, from] }[figure.layout.meta.verso[row]] ?? [];
    });
    return {
      data: [
        { ...bars, width: Math.min(0.2, bars.y.length * 0.08), textposition: "none", marker: { color: colour("--s1") } },
        ...targets.map((trace) => ({
          ...trace, cliponaxis: false,
          marker: { symbol: "line-ns", size: 28, line: { color: styles.color, width: 3 } },
        })),
        texts(bars.x, bars.text, "top", 600), // not <b>: Plotly makes an inline style of it, which the policy stops
        texts(targets[0].x, expected, "bottom", 400),
      ],
      shapes: met.map(([x0 = 0, x1 = 0], row) => ({
        type: "rect", x0, x1, ysizemode: "pixel", yanchor: row, y0: -11, y1: 11, layer: "below",
        fillcolor: colour("--g-griglia"), line: { width: 0 },
      })),
      xaxis: { visible: false, fixedrange: true, range: [low, high] },
    };
  }

  function themed(figure, frame) {
    const styles = getComputedStyle(frame);
    const { layout } = figure;
    const kind = layout.meta.tipo;
    const lines = kind === "linee";
    const names = lines ? [] : figure.data[0].y;
    const font = { family: styles.fontFamily, size: 14, color: styles.color };
    const axis = {
      gridcolor: styles.getPropertyValue("--g-griglia"), zerolinecolor: styles.color, automargin: true,
      fixedrange: true, tickformat: ",~f", nticks: 6,
    };
    const years = { dtick: 1, tickformat: "d" };
    const values = figure.data.flatMap((trace) => trace.x);
    const ends = [Math.min(0, ...values), Math.max(0, ...values)];
    // Bars leave room for the values printed at their ends.
    const room = kind === "barre" ? { range: ends.map((end) => end * 1.24) } : { rangemode: "tozero" };
    const rows = {
      showgrid: false, type: "category", autorange: "reversed", tickvals: names, ticktext: names.map(wrapped),
    };
    const { data, ...own } = kind === "bersaglio" ? bullets(figure, styles) : {
      data: figure.data.map((trace, i) => series(trace, i, kind, styles)),
    };
    return [data, {
      ...layout, font, separators: ",.", dragmode: false, autosize: true, showlegend: false, title: undefined,
      margin: { t: 16, r: 24, b: 40, l: 16 }, transition: { duration: 0 },
      uniformtext: { mode: "hide", minsize: 12 }, hoverlabel: { font: { family: font.family, size: 14 } },
      paper_bgcolor: "transparent", plot_bgcolor: "transparent",
      xaxis: { ...axis, ...(lines ? years : room), ...layout.xaxis },
      yaxis: { ...axis, ...(lines ? {} : rows), ...layout.yaxis }, ...own,
    }];
  }

  function prepare(button) {
    const frame = button.closest("figure");
    const drawing = frame.querySelector(".pa-quadro");
    const label = button.textContent;
    let figure;
    let live;

    const draw = (Plotly) => Plotly.react(live, ...themed(figure, frame), CONFIG);

    function restore() {
      window.Plotly.purge(live);
      live.remove();
      live = undefined;
      drawing.classList.remove("pa-nascosto-a-video");
      button.textContent = label;
    }

    async function show() {
      button.textContent = "Carico…";
      try {
        const [Plotly, answer] = await Promise.all([loadLibrary(), fetch(button.dataset.json)]);
        if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
        figure = await answer.json();
        live = Object.assign(document.createElement("div"), { className: "pa-vivo" });
        live.setAttribute("role", "group");
        live.setAttribute("aria-label", `Versione interattiva: ${button.dataset.titolo}`);
        live.style.height = `${Math.max(drawing.offsetHeight, 240)}px`;
        drawing.after(live);
        await draw(Plotly);
        live.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
        drawing.classList.add("pa-nascosto-a-video");
        button.textContent = "Torna al grafico fisso";
      } catch {
        live?.remove();
        live = undefined;
        button.textContent = "Versione interattiva non disponibile: riprova";
      }
    }

    button.addEventListener("click", async () => {
      button.disabled = true;
      if (live) restore();
      else await show();
      button.disabled = false;
      button.focus();
    });
    dark.addEventListener("change", () => live && draw(window.Plotly));
    // On a narrow figure the fixed chart reads better than the interactive one.
    new ResizeObserver(() => { button.hidden = frame.clientWidth < 600 && !live; }).observe(frame);
  }

  document.querySelectorAll("button.pa-interattiva").forEach(prepare);
})();

// In a table that scrolls, what takes the focus comes out from behind the first column, which stays, and from beyond
// the edge: browsers leave there what shows by 32 px (and scroll-padding makes Chromium leave more).
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".pa-scorre tr");
  if (!row) return;
  const box = row.closest(".pa-scorre");
  const frame = box.getBoundingClientRect();
  const first = row.firstElementChild;
  const from = first.contains(target) ? frame.left : first.getBoundingClientRect().right;
  const beyond = target.getBoundingClientRect().right - frame.right;
  if (beyond > 0) box.scrollLeft += beyond + 8;
  const behind = from - target.getBoundingClientRect().left;
  if (behind > 0) box.scrollLeft -= behind + 8;
});
