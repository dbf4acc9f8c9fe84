// Web Chat has no button of its own: this one opens it, talking with Rasa's REST channel in the form of Direct Line.
(() => {
  const { bot } = document.currentScript.dataset;
  const sender = crypto.randomUUID();
  const observers = new Set();
  const observable = (subscribe) => ({ subscribe: (observer) => subscribe(observer) ?? { unsubscribe() {} } });
  let count = 0;
  const show = (activity) => {
    const full = { id: String(++count), timestamp: new Date().toISOString(), ...activity };
    for (const observer of observers) observer.next(full);
    return full.id;
  };
  const directLine = {
    connectionStatus$: observable((observer) => {
      observer.next(0);
      observer.next(1);
      observer.next(2);
    }),
    activity$: observable((observer) => {
      observers.add(observer);
      return { unsubscribe: () => observers.delete(observer) };
    }),
    postActivity: (activity) =>
      observable((observer) => {
        observer.next(show({ ...activity, from: { id: "user", role: "user" } }));
        observer.complete();
        if (activity.type !== "message") return;
        const body = JSON.stringify({ sender, message: activity.text });
        fetch(`${bot}/webhooks/rest/webhook`, { method: "POST", body })
          .then((response) => response.json())
          .then((answers) => {
            for (const { text } of answers) show({ type: "message", text, from: { id: "bot", role: "bot" } });
          });
      }),
    end() {},
  };
  document.querySelector("#open").addEventListener("click", () => {
    const place = document.querySelector("#chat");
    place.hidden = false;
    place.style.height = "30rem";
    window.WebChat.renderWebChat({ directLine, userID: "user", locale: "en-US" }, place);
  });
})();
