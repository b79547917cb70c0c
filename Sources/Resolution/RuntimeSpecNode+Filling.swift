public import ConfigurationGraph
import OCI

extension RuntimeSpecNode {
    /// The configuration of one instance: this one, with the values that are the instance's own.
    ///
    /// It keeps the name of what it is filled from. Where nothing is left open it is what it was.
    public func filled(for instance: Instance) -> RuntimeSpecNode { filled(for: InstanceIdentity(instance)) }

    func filled(for instance: InstanceIdentity) -> RuntimeSpecNode {
        guard let gaps else { return self }
        var filled = self
        filled.gaps = nil
        let values = Dictionary(InstanceValues(of: instance, in: gaps).all.map { ($0.path, $0) }) { first, _ in first }
        for place in provenance.indices {
            guard let value = values[provenance[place].path] else { continue }
            filled.provenance[place].value = value.value
            filled.provenance[place].origin = .rule(value.path, reason: value.reason)
            if value.path == "node" {
                filled.parameters[value.path] = value.value
            } else {
                filled.spec.set(value.value, at: value.path.keys[...])
            }
        }
        return filled
    }
}
