// The files of an explorable come when its figure nears the screen. They are classic scripts, since
// a browser imports no module from file://.
{
  const folder = new URL(".", document.currentScript.src);
  const requests = new Map(); // each file is asked for once, on whatever page

  function request(file) {
    if (!requests.has(file)) requests.set(file, new Promise((done, failed) => {
      const address = new URL(file, folder).href;
      const element = file.endsWith(".css")
        ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address })
        : Object.assign(document.createElement("script"), { src: address, async: false });
      element.onload = done;
      element.onerror = () => failed(requests.delete(file)); // the next page asks again
      document.body.append(element); // instant navigation keeps what is here, unlike what is in the head
    }));
    return requests.get(file);
  }

  // The last file defines the element, which then draws itself: by then all else is there.
  async function load(explorable) {
    const files = explorable.dataset.files.split(" ");
    const last = files.pop();
    try {
      await Promise.all(["explorable.css", "../lit-html/lit-html.js", "explorable.js", ...files].map(request));
      await request(last);
    } catch { /* then nothing defines it */ }
    if (!customElements.get(explorable.localName)) explorable.setAttribute("failed", ""); // the figure stays, in its own room
  }

  const nearing = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      nearing.unobserve(target);
      load(target);
    }
  }, { rootMargin: "1200px" });

  document$.subscribe(() => {
    for (const explorable of document.querySelectorAll("[data-files]")) nearing.observe(explorable);
  });
}
