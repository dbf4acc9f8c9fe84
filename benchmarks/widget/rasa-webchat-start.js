// Puts rasa-webchat on the page, talking with Rasa's Socket.IO channel, without the delay that it adds to each answer.
window.WebChat.default(
  {
    socketUrl: document.currentScript.dataset.bot,
    socketPath: "/socket.io/",
    title: "Guide",
    initPayload: "hello",
    customMessageDelay: () => 0,
  },
  null,
);
