public import ConfigurationGraph

/// Decides how many instances there are of each automaton, where they are, and what changes next.
///
/// A function of what it is given: it asks no clock, no store and no chance. The same fleet, observations and time give
/// the same plan to the byte, in whatever order hosts and instances were told.
public enum Planner {
    /// What is to be done with a whole fleet. The fleet stays as it is.
    public static func plan(
        _ fleet: Fleet, observations: Observations = Observations(), now: Moment,
        settings: PlannerSettings = PlannerSettings()
    ) -> Plan {
        var copy = fleet
        copy.lookAtEverything()
        return advance(&copy, observations: observations, now: now, settings: settings)
    }

    /// What is to be done since the fleet changed, which is then taken for done: the fleet is as the plan will have it.
    ///
    /// Looks at what changed alone. Who only asks what would happen marks the fleet before and undoes it after.
    public static func advance(
        _ fleet: inout Fleet, observations: Observations = Observations(), now: Moment,
        settings: PlannerSettings = PlannerSettings()
    ) -> Plan {
        var pass = Pass(taking: &fleet, observations: observations, now: now, settings: settings)
        pass.runWithPacking()
        swap(&fleet, &pass.fleet)
        return pass.plan
    }
}
