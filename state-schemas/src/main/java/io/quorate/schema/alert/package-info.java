/** What an operator of the job should look at. */
@NullMarked
package io.quorate.schema.alert;

import org.jspecify.annotations.NullMarked;
