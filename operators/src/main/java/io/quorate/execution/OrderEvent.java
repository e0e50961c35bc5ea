package io.quorate.execution;

/** What can happen to an order. */
enum OrderEvent {
    ACCEPT,
    REJECT,
    FILL_PART,
    FILL_REST,
    CANCEL,
    EXPIRE
}
