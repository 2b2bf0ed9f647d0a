package cadenza.messaging.adapter.email.smtp;

/** How far one message got in its SMTP exchange. */
enum Stage {
  /** Connection, greeting, TLS, login. */
  CONNECT,
  /** MAIL FROM. */
  MAIL,
  /** RCPT TO. */
  RCPT,
  /** DATA, up to the last byte before the final dot: nothing was taken over yet. */
  DATA,
  /** From the final dot on, only a reply tells whether it was taken over. */
  DOT
}
