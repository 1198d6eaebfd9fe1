package io.gpiot.data.augment.recombine;

/**
 * What a person wants, said three times.
 *
 * @param we a sentence: "We need ..."
 * @param ask a question
 * @param brief a headline, without a full stop
 */
record Want(String we, String ask, String brief) {}
