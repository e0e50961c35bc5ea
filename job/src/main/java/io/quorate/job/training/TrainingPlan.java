package io.quorate.job.training;

import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.model.LabelSpec;

/**
 * Everything a training depends on besides its records: equal plans and records give equal bundle bytes.
 *
 * @param history how records become samples
 * @param label what is predicted
 * @param split which rows are used for what
 * @param train sizes and seed of the members
 */
public record TrainingPlan(HistoryOptions history, LabelSpec label, SplitOptions split, TrainOptions train) {}
