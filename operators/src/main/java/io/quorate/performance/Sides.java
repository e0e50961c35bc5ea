package io.quorate.performance;

/** Winning (r &gt; 0) and losing (r &lt; 0) returns and their longest runs; one of 0 is neither and ends both runs. */
final class Sides {
    int wins;
    int losses;
    double won;
    double lost;
    int longestWins;
    int longestLosses;

    static Sides of(double[] returns) {
        Sides sides = new Sides();
        int winning = 0;
        int losing = 0;
        for (double r : returns) {
            if (r > 0) {
                sides.wins++;
                sides.won += r;
            } else if (r < 0) {
                sides.losses++;
                sides.lost -= r;
            }
            winning = r > 0 ? winning + 1 : 0;
            losing = r < 0 ? losing + 1 : 0;
            sides.longestWins = Math.max(sides.longestWins, winning);
            sides.longestLosses = Math.max(sides.longestLosses, losing);
        }
        return sides;
    }

    /** Sum of wins over sum of losses. */
    Figure profitFactor() {
        return losses == 0 ? Figure.none("no losses") : Figure.of(won / lost);
    }

    /** Mean win over mean loss. */
    Figure payoff() {
        if (wins == 0 || losses == 0) {
            return Figure.none(wins == 0 ? "no wins" : "no losses");
        }
        return Figure.of((won / wins) / (lost / losses));
    }

    /** p - (1 - p) / payoff with p the share of wins among wins and losses (Kelly, 1956). */
    Figure kelly() {
        Figure payoff = payoff();
        if (!payoff.defined()) {
            return payoff;
        }
        double p = (double) wins / (wins + losses);
        return Figure.of(p - (1 - p) / payoff.value());
    }
}
