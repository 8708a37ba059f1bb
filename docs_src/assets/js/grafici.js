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

  // A figure names its colours with the charts' CSS variables ("--s1"): the page's theme decides.
  function colours(value, styles) {
    if (typeof value === "string") return value.startsWith("--") ? styles.getPropertyValue(value).trim() : value;
    if (Array.isArray(value)) return value.map((item) => colours(item, styles));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, colours(item, styles)]));
    }
    return value;
  }

  function themed(figure, frame) {
    const styles = getComputedStyle(frame);
    const data = colours(figure.data, styles).map((trace, i) => {
      const color = styles.getPropertyValue(`--s${i + 1}`).trim();
      return { ...trace, marker: { color, ...trace.marker }, line: { color, ...trace.line } };
    });
    const axis = { gridcolor: styles.getPropertyValue("--pa-linea"), zerolinecolor: styles.color, automargin: true };
    const layout = colours(figure.layout, styles);
    return [data, {
      margin: { t: 16, r: 16, b: 40, l: 16 }, ...layout, title: undefined, width: undefined, autosize: true,
      font: { family: styles.fontFamily, size: 14, color: styles.color },
      paper_bgcolor: "transparent", plot_bgcolor: "transparent", separators: ",.", dragmode: false,
      hoverlabel: { font: { family: styles.fontFamily, size: 14 } }, transition: { duration: 0 },
      xaxis: { ...axis, ...layout.xaxis }, yaxis: { ...axis, ...layout.yaxis },
    }];
  }

  function prepare(button) {
    const frame = button.closest("figure");
    const drawing = frame.querySelector(".pa-disegno");
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
        live.style.height = `${Math.max(drawing.offsetHeight, 320)}px`;
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

    const prefetch = () => link({ rel: "prefetch", as: "script", href: LIBRARY });
    button.addEventListener("pointerenter", prefetch, { once: true });
    button.addEventListener("focus", prefetch, { once: true });
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
