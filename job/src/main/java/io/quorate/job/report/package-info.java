/**
 * What reports are made of: HTML files that need nothing else, no script, no style and no image from elsewhere. The pages
 * themselves live beside what they show.
 */
@NullMarked
package io.quorate.job.report;

import org.jspecify.annotations.NullMarked;
