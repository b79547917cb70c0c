import ConfigurationGraph

extension Scenario {
    /// The entries of the catalogue that each must have a row: what is a part of `config.json`, and what becomes one.
    static let looked = Catalogue.parameters.filter { entry in
        entry.isConfiguration || becoming.contains(entry.path)
            || becomingFrom.contains { entry.path.hasPrefix($0) && entry.hasEffect }
    }

    private static let becoming: Set = [
        "process.capabilities", "volumes", "volume.mountOptions", "volume.readonly", "image.architecture",
        "image.author", "image.created", "image.os", "image.variant",
    ]
    private static let becomingFrom = [
        "security.", "image.config.", "orchestrator.resources.cpu.", "orchestrator.resources.memory.",
    ]
}

extension Check {
    /// Whether it is about an entry of the catalogue.
    func isOf(_ entry: Parameter) -> Bool {
        parameter == entry.path || Catalogue.parameter(covering: leaf)?.path == entry.path
    }
}
