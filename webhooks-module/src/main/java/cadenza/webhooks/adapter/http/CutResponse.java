package cadenza.webhooks.adapter.http;

/** As much of an answer as is kept. */
record CutResponse(int status, String headers, String body) {}
