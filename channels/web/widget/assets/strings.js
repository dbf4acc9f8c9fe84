/**
 * Every text of the widget, in English. A site owner replaces any of them by `data-strings`; the answers themselves
 * are the bot's.
 */
export const STRINGS = {
  lang: "en",
  title: "Outsourcing Guide",
  launcher: "Chat with the Outsourcing Guide",
  opener: "Questions about outsourcing? Ask me.",
  unread: "{count} unread",
  dismiss: "Dismiss",
  notLoaded: "The chat can't be loaded right now. Click to try again.",
  greeting:
    "Hello! I explain outsourcing models: what they are, how they differ and which one fits. What would you like to know?",
  restart: "Start again",
  close: "Close",
  messages: "Conversation",
  placeholder: "Ask a question",
  send: "Send",
  typing: "The answer is on its way.",
  suggestions: "Suggestions",
  comparison: "Comparison of {names}",
  aspect: "Aspect",
  sources: "Sources",
  helpful: "Helpful",
  notHelpful: "Not helpful",
  restarted: "This is a new conversation.",
  expired: "Your earlier conversation has expired, so this is a new one.",
  away: "I can't be reached right now. I keep trying; your question isn't lost.",
  retry: "Try now",
  tooMany: "That was a lot at once. I go on in {seconds} seconds.",
  notKept: "Your verdict couldn't be kept. Please try again.",
};

export const QUESTIONS = ["Which outsourcing models are there?", "Help me choose a model"];
