package io.quorate.job.backtest;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.market.Inbound;
import java.util.function.Consumer;

/** The market topic from its start to where it ends when the reading begins, decoded as the job does. */
public final class TopicMarket implements MarketSource {

    private final Settings settings;
    private final String topic;
    private final int partitions;

    /** The topic the settings name; throws UserError when the brokers do not have it. */
    public TopicMarket(Settings settings) {
        this.settings = settings;
        this.topic = settings.get(JobOptions.MARKET);
        this.partitions = Topics.partitions(settings, topic);
    }

    @Override
    public String name() {
        return "topic " + topic;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void forEach(Consumer<Inbound> sink, Progress progress) {
        MarketDecoder decoder = new MarketDecoder(topic, JobSetup.marketRules(settings));
        TopicReader.uncommitted(settings)
                .forEach(topic, r -> sink.accept(decoder.decode(r.partition(), r.offset(), r.timestamp(), r.value())));
    }
}
