/**
 * Who is on call: rotas of layers, in each of which people take turns.
 *
 * <p>Doors: {@link dev.belfry.alerting.rota.RotaService}, {@link dev.belfry.alerting.rota.Roster}.
 *
 * <p>Decisions: a hand-over is at a local time, so that it stays at nine o'clock when the clocks
 * change. All layers are on call beside each other: the first is whom one rings first, others are
 * for later steps of an escalation. A layer without restrictions has exactly one person at every
 * instant from its first day on. An override replaces whoever is on call in its layer.
 */
@NullMarked
package dev.belfry.alerting.rota;

import org.jspecify.annotations.NullMarked;
