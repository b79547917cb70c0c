import Architect
public import ConfigurationGraph
public import Sealing

extension Engine {
    /// Reads a secret's value, byte for byte.
    ///
    /// - Throws: ``Failure`` when it can't be read, is empty, or is too long.
    public static func secretValue(named name: String, from source: Secret.Source) throws -> SecretValue {
        do throws(SecretSourceError) {
            if let value = try source.value() { return value }
        } catch {
            throw Failure(.badInput, "the secret '\(name)' \(error)")
        }
        throw Failure(.badInput, "the secret '\(name)' is empty: there is nothing in \(source)")
    }
}
