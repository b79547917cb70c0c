extension RuntimeConfiguration {
    /// The lowest version of runtime-spec that has every field that is used here.
    public var lowestVersion: String {
        if domainname != nil || mounts?.contains(where: { $0.uidMappings != nil || $0.gidMappings != nil }) == true
            || linux?.namespaces?.contains(where: { $0.type == "time" }) == true
        {
            return "1.1.0"
        }
        let since102 = [hooks?.createRuntime, hooks?.createContainer, hooks?.startContainer]
        let usesHooks = since102.contains { $0 != nil }
        return usesHooks || process?.user?.umask != nil || linux?.resources?.unified != nil ? "1.0.2" : "1.0.0"
    }
}
