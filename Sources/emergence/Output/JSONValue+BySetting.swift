import OCI

extension JSONValue {
    /// A declared node with its settings under their parameters' paths, and without the places where they stand in
    /// files; any other value as it is.
    var bySetting: JSONValue {
        guard var members = object, let settings = members["settings"]?.array else { return self }
        members["settings"] = nil
        let declaration = members.removeValue(forKey: "declaration")
        if let set = declaration?["set"] { members["declaration"] = .object(["set": set]) }
        for setting in settings {
            if let parameter = setting["parameter"]?.string { members[parameter] = setting["value"] }
        }
        return .object(members)
    }
}
