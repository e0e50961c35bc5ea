/** The paper venue: what an order costs and how fills move a portfolio's book. */
@NullMarked
package io.quorate.execution;

import org.jspecify.annotations.NullMarked;
