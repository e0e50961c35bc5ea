package io.quorate.job.ledger;

/**
 * The last record of a portfolio's chain.
 *
 * @param portfolio whose
 * @param index its index
 * @param hash its hash
 * @param tsMs its event time, epoch ms
 */
public record ChainHead(String portfolio, long index, String hash, long tsMs) {}
