import OCI

extension SpecDifference.Row {
    /// What changes, in a word for whoever asks why: a parameter's path, or the name of a secret with a new value.
    ///
    /// Nil for a variable that is nothing but such a secret: that is said of the secret already.
    var subject: String? {
        if path.hasPrefix(Self.values), before != nil, after != nil {
            return "secret " + path.dropFirst(Self.values.count)
        }
        if path.hasPrefix("process.env."), isPlaceholder(before), isPlaceholder(after) { return nil }
        return path
    }

    private static let values = "secrets.values."

    private func isPlaceholder(_ value: JSONValue?) -> Bool {
        value?.string?.hasPrefix("‹secret ") ?? false
    }
}
